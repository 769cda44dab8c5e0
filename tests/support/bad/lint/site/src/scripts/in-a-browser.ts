// What runs in a browser has its clock: nothing fires here.
export const now = new Date();
