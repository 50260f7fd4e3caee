import type { Column } from './search.ts';

const longAgo = '2025-03-01 08:30:00';
export const dates = { create_date: 'datetime', write_date: 'datetime' } as const;
export const written = { create_date: longAgo, write_date: longAgo };

export const link = (relation: string): Column => ({ type: 'many2one', relation });
export const links = (relation: string): Column => ({ type: 'many2many', relation });
