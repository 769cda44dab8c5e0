/** A model of Whisper in whisper.cpp's format, exactly as its authors published it. */
export type SpeechModel = {
  readonly name: string;
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
};

/**
 * The multilingual models that are worth having, smallest first. Sizes and SHA-256
 * are those of the files in huggingface.co/ggerganov/whisper.cpp at the revision
 * below; nothing else is ever loaded as one of them.
 */
export const speechModels: readonly SpeechModel[] = [
  {
    name: "base",
    file: "ggml-base.bin",
    bytes: 147_951_465,
    sha256: "60ed5bc3dd14eea856493d334349b405782ddcaf0028d4b5df4088345fba2efe",
  },
  {
    name: "small",
    file: "ggml-small.bin",
    bytes: 487_601_967,
    sha256: "1be3a9b2063867b937e64e2ec7483364a79917e157fa98c5d94b5c1fffea987b",
  },
  {
    name: "large-v3-turbo-q5_0",
    file: "ggml-large-v3-turbo-q5_0.bin",
    bytes: 574_041_195,
    sha256: "394221709cd5ad1f40c46e6031ca61bce88931e6e088c188294c6d5a55ffa7e2",
  },
];

/** Small enough for a small machine; what it mishears is measured by `npm run bench -- words`. */
export const defaultModel = "small";

export const modelHub =
  "https://huggingface.co/ggerganov/whisper.cpp/resolve/5359861c739e955e79d9a303bcbc70fb988958b1/";
