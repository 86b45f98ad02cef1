CREATE TABLE "board_outcomes" (
	"session_id" text PRIMARY KEY NOT NULL,
	"through" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "board_outcomes" ADD CONSTRAINT "board_outcomes_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;