CREATE TABLE `board_places` (
	`session_id` text NOT NULL,
	`through` integer NOT NULL,
	`rows` text NOT NULL,
	PRIMARY KEY(`session_id`, `through`),
	FOREIGN KEY (`session_id`) REFERENCES `sessions`(`id`) ON UPDATE no action ON DELETE cascade
);
