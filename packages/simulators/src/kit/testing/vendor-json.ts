/** What a vendor answers, as a test looks at it: of any shape, and unchecked. */
// oxlint-disable-next-line typescript/no-explicit-any -- tests read any vendor shape
export type VendorJson = any;
