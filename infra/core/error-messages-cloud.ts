import type { Message } from "./message.ts";

/** What the adapters of infra/adapters/aws can meet. */
export const cloudErrorMessages: Readonly<Record<string, Message>> = {
  "backups-by-table": {
    fr: "Sur AWS, la table se restaure elle-même, à la seconde près : suivez « Backup and restore drill » dans infra/stack/RUNBOOK.md.",
    en: "On AWS the table itself is restored, to the second: follow “Backup and restore drill” in infra/stack/RUNBOOK.md.",
  },
  "cloud-refused": {
    fr: "Le service {service} a refusé une demande ({name}). Rien n'a été publié. Si cela dure, regardez l'état du service et les droits de la fonction.",
    en: "The service {service} refused a request ({name}). Nothing was published. If it goes on, look at the service's state and the function's permissions.",
  },
};
