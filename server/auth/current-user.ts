/** A user as they see themselves. A guest has no email. */
export interface CurrentUser {
  id: string;
  name: string;
  email: string | null;
}
