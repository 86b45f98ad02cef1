/** People: guests and accounts. */

export interface UserRow {
  id: string;
  name: string;
  email: string | null;
  passwordHash: string | null;
  createdAt: number;
}

export interface UserStore {
  /** False when another user has this email: nothing was changed. */
  insert(user: UserRow): Promise<boolean>;
  find(id: string): Promise<UserRow | null>;
  findByEmail(email: string): Promise<UserRow | null>;
  /** False when another user has this email, or this user has another one already: nothing was changed. */
  setCredentials(id: string, email: string, passwordHash: string): Promise<boolean>;
  rename(id: string, name: string): Promise<void>;
  count(): Promise<number>;
  /** How many have no email at this domain, guests included. */
  countOutside(emailDomain: string): Promise<number>;
}
