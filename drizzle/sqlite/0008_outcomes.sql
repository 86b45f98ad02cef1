CREATE TABLE `board_outcomes` (
	`session_id` text PRIMARY KEY NOT NULL,
	`through` integer NOT NULL,
	FOREIGN KEY (`session_id`) REFERENCES `sessions`(`id`) ON UPDATE no action ON DELETE cascade
);
