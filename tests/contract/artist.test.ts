import { createSharpArtist } from "#adapters/sharp/sharp-artist";

import { artistContract } from "./artist.contract.ts";

artistContract(createSharpArtist);
