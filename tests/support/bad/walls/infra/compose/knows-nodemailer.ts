// fires: nodemailer-lives-at-home
import * as vendor from "nodemailer";

export const known = vendor;
