/** What CloudFront's runtime 2.0 offers a function for reading its KeyValueStore. */
declare module "cloudfront" {
  const cf: {
    kvs(): {
      /** Rejects when there is no such key. */
      get(key: string): Promise<string>;
    };
  };
  export default cf;
}
