import type { Message } from "./message.ts";

/** What those are told who look after records: the ledger, backups, and who has copies. */
export const keepingErrorMessages: Readonly<Record<string, Message>> = {
  "ledger-rewritten": {
    fr: "Le registre conservé ({kept} entrées) contredit celui qui est publié et signé ({published} entrées) : rien de nouveau n'est signé. Lancez « paroles verify », puis restaurez une sauvegarde.",
    en: "The ledger that is kept ({kept} entries) contradicts the one that is published and signed ({published} entries): nothing new is signed. Run “paroles verify”, then restore a backup.",
  },
  "restore-unfinished": {
    fr: "Une restauration n'est pas terminée : rien n'est servi ni publié. Relancez « paroles restore » avec la même sauvegarde.",
    en: "A restore was not finished: nothing is served or published. Run “paroles restore” again with the same backup.",
  },
  moving: {
    fr: "Ce site est en train de déménager, ou a déménagé : rien n'y est servi ni publié. Terminez avec « paroles move out » ou « paroles move in », ou renoncez avec « paroles move cancel ».",
    en: "This site is being moved, or has moved: nothing is served or published here. Finish with “paroles move out” or “paroles move in”, or give it up with “paroles move cancel”.",
  },
  "move-exists": {
    fr: "Ce dossier contient déjà un site prêt à déménager. Donnez-en un autre.",
    en: "This folder holds a site that is ready to move already. Name another one.",
  },
  "move-unsettled": {
    fr: "Quelque chose écrit encore. Arrêtez le serveur ou attendez que les fonctions aient fini, puis relancez « paroles move out ».",
    en: "Something is still writing. Stop the server, or wait until the functions have ended, then run “paroles move out” again.",
  },
  "move-damaged": {
    fr: "Le dossier du déménagement est incomplet ou abîmé ({problem}). Rien ne s'est ouvert ; copiez-le de nouveau.",
    en: "The folder that was carried is incomplete or damaged ({problem}). Nothing has opened; copy it again.",
  },
  "move-not-empty": {
    fr: "Un site qui contient déjà quelque chose n'en reçoit pas un autre. Partez d'une installation neuve.",
    en: "A site that holds something already takes no other one in. Start from a new installation.",
  },
  "move-keys-missing": {
    fr: "Il manque des clés ({names}) : sans elles, les codes des cartes ne s'ouvrent plus et le registre ne se signe plus. Apportez-les, ou refaites le dossier avec « --keys with ».",
    en: "Keys are missing ({names}): without them the codes on cards open nothing and the ledger cannot be signed. Bring them, or make the folder again with “--keys with”.",
  },
  "not-moving": {
    fr: "Aucun déménagement n'est en cours ici.",
    en: "No move is under way here.",
  },
  "backup-exists": {
    fr: "Le dossier {folder} contient déjà une sauvegarde. Donnez-en un autre.",
    en: "The folder {folder} holds a backup already. Name another one.",
  },
  "backup-unsettled": {
    fr: "Quelque chose s'écrit sans cesse : aucune copie d'un seul instant n'a pu être faite. Recommencez à une heure plus calme, ou copiez une table restaurée (« Backup and restore drill » dans infra/stack/RUNBOOK.md).",
    en: "Something is being written all the time: no copy of one moment could be made. Try again at a quieter hour, or copy a restored table (“Backup and restore drill” in infra/stack/RUNBOOK.md).",
  },
  "listings-late": {
    fr: "Les données sont revenues, mais leur index n'a pas encore suivi : rien n'est rouvert. Relancez la même commande dans quelques minutes.",
    en: "The records are back, but their index has not caught up yet: nothing was opened. Run the same command again in some minutes.",
  },
  "backup-damaged": {
    fr: "La sauvegarde dans {folder} est incomplète ou abîmée ({problem}). Rien n'a été changé ; prenez-en une autre.",
    en: "The backup in {folder} is incomplete or damaged ({problem}). Nothing was changed; take another one.",
  },
  "lost-which": {
    fr: "Dites ce qu'il faut effacer : un récit par son identifiant, ou --all pour tout ce qu'une restauration a laissé sans données.",
    en: "Say what is to be erased: one story by its id, or --all for everything that a restore has left without a record.",
  },
  "lost-unknown": {
    fr: "Aucun fichier privé ne porte l'identifiant {id} : il n'y a rien à effacer.",
    en: "No private file has the id {id}: there is nothing to erase.",
  },
  "lost-has-record": {
    fr: "Le récit {id} est connu : il n'est pas perdu. Pour l'effacer à la demande de la personne : « paroles consent erase ».",
    en: "The story {id} is known: it is not lost. To erase it at the person's wish: “paroles consent erase”.",
  },
  "lost-recent": {
    fr: "Des fichiers du récit {id} ont moins d'un jour ({newest}) : ses données sont peut-être en route. Rien n'a été effacé ; recommencez demain.",
    en: "Files of the story {id} are less than a day old ({newest}): its record may be coming. Nothing was erased; try again tomorrow.",
  },
  "lost-under-way": {
    fr: "L'enregistrement du récit {id} est en train d'arriver. Rien n'a été effacé ; le balayage régulier oublie ce qui ne devient pas un récit.",
    en: "The recording of the story {id} is on its way in. Nothing was erased; the regular sweep forgets what becomes no story.",
  },
  "lost-open": {
    fr: "Le récit {id} est ouvert au public et n'a pas de données ici : elles sont peut-être celles d'une autre installation, ou d'une copie. Rien n'a été effacé ; vérifiez PAROLES_INSTALLATION et PAROLES_DATA, puis lancez « paroles verify ».",
    en: "The story {id} is open to the public and has no record here: these may be the records of another installation, or of a copy. Nothing was erased; check PAROLES_INSTALLATION and PAROLES_DATA, then run “paroles verify”.",
  },
  "server-running": {
    fr: "Le serveur tourne ({url}). Arrêtez-le d'abord : ce qu'il enregistrerait pendant ce temps serait perdu.",
    en: "The server is running ({url}). Stop it first: what it recorded meanwhile would be lost.",
  },
  "evidence-missing": {
    fr: "Donnez une preuve : une capture d'écran avec --evidence, ou ce qui a été répondu avec --note.",
    en: "Give evidence: a screenshot with --evidence, or what was answered with --note.",
  },
  "file-exists": {
    fr: "Le fichier {file} existe déjà. Donnez un autre nom : celui-ci ne sera pas remplacé.",
    en: "The file {file} exists already. Give another name: this one is not replaced.",
  },
  "recipient-unknown": {
    fr: "Ce destinataire n'est pas au registre de ce récit.",
    en: "This recipient is not on the story's register.",
  },
  "task-unknown": {
    fr: "Cette tâche n'existe pas pour ce récit.",
    en: "There is no such task for this story.",
  },
  "embargo-past": {
    fr: "« {until} » n'est pas une date à venir. Écrivez par exemple 2027-01-31.",
    en: "“{until}” is not a day to come. Write 2027-01-31, for example.",
  },
  "embargo-none": {
    fr: "Ce récit n'est sous aucun embargo : il n'y a rien à lever.",
    en: "There is no embargo on this story: there is nothing to lift.",
  },
  "task-done": {
    fr: "Cette tâche est déjà faite.",
    en: "This task has been done already.",
  },
};
