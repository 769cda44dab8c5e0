// fires: @aws-sdk-lives-at-home
import * as vendor from "@aws-sdk/client-s3";

export const known = vendor;
