/** Who opens a connection: asked at every handshake, by Socket.IO and by the board alike. */
export interface Gate {
  /**
   * The user and the sign-in of this `Cookie` header, or null. `signIn` names the sign-in in `signed-out` news;
   * it is a hash, not the secret.
   */
  identify(cookieHeader: string | undefined): Promise<{ user: { id: string; name: string }; signIn: string } | null>;
}
