import type { Message } from "./message.ts";

/** What the adapters of infra/adapters/aws can meet. */
export const cloudErrorMessages: Readonly<Record<string, Message>> = {
  "cloud-refused": {
    fr: "Le service {service} a refusé une demande ({name}). Rien n'a été publié. Si cela dure, regardez l'état du service et les droits de la fonction.",
    en: "The service {service} refused a request ({name}). Nothing was published. If it goes on, look at the service's state and the function's permissions.",
  },
};
