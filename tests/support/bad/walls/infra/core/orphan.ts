// fires: no-orphans
export const nobody = "needs me";
