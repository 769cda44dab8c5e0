// Loaded into the program that hand-over.mjs starts in a process group of its
// own. When the parent is killed outright, nobody would signal that group any
// more; the broken channel then counts as the wish to stop.
process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
// Listening must not keep a program running that has finished its work.
process.channel?.unref();
