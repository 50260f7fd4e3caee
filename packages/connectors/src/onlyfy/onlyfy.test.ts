import { testDeclaration } from '@hirewire/connector-kit/conformance';
import { onlyfy } from './index.ts';

// TODO: write a simulator, and replace this with testConnector, which tests everything.
testDeclaration({ connector: onlyfy, name: 'onlyfy' });
