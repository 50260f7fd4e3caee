import { testDeclaration } from '@hirewire/connector-kit/conformance';
import { personio } from './index.ts';

testDeclaration({ connector: personio, name: 'Personio' });
