/** Documented. */
export const tell = (text: string) => console.log(text); // fires: no-console
/** Documented. */
export const ask = () => process.env["SECRET"]; // fires: node/no-process-env
