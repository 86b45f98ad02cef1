/** What says whose the database is. It ends by itself with the process, however that ends. */
export interface Claim {
  /** Whether the database is ours now; false while another server has it. Rejects with a StartError or the failure. */
  take(): Promise<boolean>;
  /** Calls back, once, when what `take` got is gone, though nobody released it. */
  onBroken(broken: () => void): void;
  release(): Promise<void>;
  /** For the operator, when another server keeps it. */
  refusal: string;
}
