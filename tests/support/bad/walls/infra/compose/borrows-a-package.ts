// fires: only-declared-packages
import { useful } from "came-along";

export const borrowed = useful;
