import { hash } from 'node:crypto';

/**
 * Names the feed of an integration in its cursors, so that one of another integration is noticed. It
 * depends on nothing but the id: followers keep cursors for weeks, over rotated secret keys and
 * restored backups, and whoever alters the number can only ask for what they may read anyway.
 */
export function feedOf(integrationId: string): string {
  return hash('sha256', `change-feed:${integrationId}`, 'base64url').slice(0, 8);
}

export const writeFeedCursor = (position: number, feed: string): string => `${position}.${feed}`;
