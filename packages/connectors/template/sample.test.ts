import { testDeclaration } from '@hirewire/connector-kit/conformance';
import { sample } from './index.ts';

// TODO: write a simulator, and replace this with testConnector, which tests everything.
testDeclaration({ connector: sample, name: 'Sample ATS' });
