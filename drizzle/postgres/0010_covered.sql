CREATE TABLE "board_covered" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"session_id" text NOT NULL,
	"through" bigint NOT NULL,
	"rows" json NOT NULL
);
--> statement-breakpoint
ALTER TABLE "board_covered" ADD CONSTRAINT "board_covered_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "board_covered_session" ON "board_covered" USING btree ("session_id","through");