// fires: pipeline-stands-on-floors
import { people } from "../studio/people.ts";

export const pressed = people;
