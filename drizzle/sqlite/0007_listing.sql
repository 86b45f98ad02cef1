CREATE TABLE `board_listing` (
	`id` integer PRIMARY KEY NOT NULL,
	`through` integer NOT NULL
);
--> statement-breakpoint
DROP INDEX `board_updates_session`;--> statement-breakpoint
ALTER TABLE `board_updates` ADD `listed` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
CREATE INDEX `board_updates_session` ON `board_updates` (`session_id`,`seq`) WHERE listed = 1;--> statement-breakpoint
INSERT INTO `board_listing` (`id`, `through`) SELECT 1, coalesce(max(`seq`), 0) FROM `board_updates`;
