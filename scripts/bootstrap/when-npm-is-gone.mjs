const lookEveryMs = 500;

/**
 * npm runs a script through a shell, and a shell that is signalled or killed
 * takes nobody with it: the script would go on alone, holding its port. A
 * process whose parent is gone gets another one, which is how it is noticed.
 * Without npm (a service, `nohup`) losing the parent means nothing.
 * @param {() => void} stop
 */
export function whenNpmIsGone(stop) {
  if (process.env["npm_lifecycle_event"] === undefined) return;
  const parent = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(look);
    stop();
  }, lookEveryMs);
  look.unref();
}
