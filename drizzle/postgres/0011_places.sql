CREATE TABLE "board_places" (
	"session_id" text NOT NULL,
	"through" bigint NOT NULL,
	"rows" json NOT NULL,
	CONSTRAINT "board_places_session_id_through_pk" PRIMARY KEY("session_id","through")
);
--> statement-breakpoint
ALTER TABLE "board_places" ADD CONSTRAINT "board_places_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;