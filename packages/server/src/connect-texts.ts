import type { IntegrationLink, OpenedLink } from '@hirewire/engine';

type Language = IntegrationLink['language'];

/** What the page of a link says, where it cannot do what the link is for yet. */
export interface ConnectText {
  title: string;
  sentences: readonly string[];
}

export type ConnectState = IntegrationLink['purpose'] | Exclude<OpenedLink['state'], 'valid'>;

/** `tool` is the name of the customer's tool. */
export function connectText(state: ConnectState, language: Language, tool: string): ConnectText {
  const [title, ...sentences] = texts[language][state];
  const fill = (text: string): string => text.replaceAll('{tool}', tool);
  return { title: fill(title), sentences: sentences.map(fill) };
}

type Texts = Readonly<Record<ConnectState, readonly [title: string, ...sentences: string[]]>>;

const texts: Readonly<Record<Language, Texts>> = {
  en: {
    reconnect: [
      'Reconnect {tool}',
      'This link is valid, but this page cannot take new credentials yet.',
      'Please contact the company that gave you the link: it can renew the connection together with you.',
    ],
    setup: [
      'Finish the setup of {tool}',
      'This link is valid, but this page cannot show the open steps yet.',
      'Please contact the company that gave you the link: it can finish the setup together with you.',
    ],
    expired: [
      'This link has expired',
      'Please ask the company that gave you the link for a new one.',
    ],
    invalid: [
      'This link is not valid',
      'Please check that you opened the whole link, or ask the company that gave it to you for a new one.',
    ],
  },
  de: {
    reconnect: [
      '{tool} neu verbinden',
      'Dieser Link ist gültig, aber diese Seite kann noch keine neuen Zugangsdaten annehmen.',
      'Bitte wenden Sie sich an das Unternehmen, das Ihnen den Link gegeben hat: Es kann die Verbindung gemeinsam mit Ihnen erneuern.',
    ],
    setup: [
      'Einrichtung von {tool} abschließen',
      'Dieser Link ist gültig, aber diese Seite kann die offenen Schritte noch nicht anzeigen.',
      'Bitte wenden Sie sich an das Unternehmen, das Ihnen den Link gegeben hat: Es kann die Einrichtung gemeinsam mit Ihnen abschließen.',
    ],
    expired: [
      'Dieser Link ist abgelaufen',
      'Bitte fordern Sie bei dem Unternehmen, das Ihnen den Link gegeben hat, einen neuen an.',
    ],
    invalid: [
      'Dieser Link ist ungültig',
      'Bitte prüfen Sie, ob Sie den vollständigen Link geöffnet haben, oder fordern Sie einen neuen an.',
    ],
  },
  fr: {
    reconnect: [
      'Reconnecter {tool}',
      'Ce lien est valide, mais cette page ne peut pas encore recevoir de nouveaux identifiants.',
      "Veuillez contacter l'entreprise qui vous a donné le lien : elle peut rétablir la connexion avec vous.",
    ],
    setup: [
      'Terminer la configuration de {tool}',
      'Ce lien est valide, mais cette page ne peut pas encore afficher les étapes restantes.',
      "Veuillez contacter l'entreprise qui vous a donné le lien : elle peut terminer la configuration avec vous.",
    ],
    expired: [
      'Ce lien a expiré',
      "Veuillez en demander un nouveau à l'entreprise qui vous l'a donné.",
    ],
    invalid: [
      "Ce lien n'est pas valide",
      'Veuillez vérifier que vous avez ouvert le lien complet, ou en demander un nouveau.',
    ],
  },
  it: {
    reconnect: [
      'Ricollegare {tool}',
      'Questo link è valido, ma questa pagina non può ancora ricevere nuove credenziali.',
      "Si prega di contattare l'azienda che ha fornito il link: può rinnovare il collegamento insieme a voi.",
    ],
    setup: [
      'Completare la configurazione di {tool}',
      'Questo link è valido, ma questa pagina non può ancora mostrare i passaggi rimanenti.',
      "Si prega di contattare l'azienda che ha fornito il link: può completare la configurazione insieme a voi.",
    ],
    expired: [
      'Questo link è scaduto',
      "Si prega di chiederne uno nuovo all'azienda che lo ha fornito.",
    ],
    invalid: [
      'Questo link non è valido',
      'Si prega di verificare di aver aperto il link completo, o di chiederne uno nuovo.',
    ],
  },
  es: {
    reconnect: [
      'Volver a conectar {tool}',
      'Este enlace es válido, pero esta página todavía no puede recibir nuevas credenciales.',
      'Póngase en contacto con la empresa que le dio el enlace: puede renovar la conexión junto con usted.',
    ],
    setup: [
      'Terminar la configuración de {tool}',
      'Este enlace es válido, pero esta página todavía no puede mostrar los pasos pendientes.',
      'Póngase en contacto con la empresa que le dio el enlace: puede terminar la configuración junto con usted.',
    ],
    expired: ['Este enlace ha caducado', 'Solicite uno nuevo a la empresa que se lo dio.'],
    invalid: [
      'Este enlace no es válido',
      'Compruebe que ha abierto el enlace completo, o solicite uno nuevo.',
    ],
  },
};
