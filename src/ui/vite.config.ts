import { fileURLToPath } from 'node:url';

import { reactRouter } from '@react-router/dev/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [tailwindcss(), reactRouter()],
  // Everything the server side needs goes into one bundle made for production: no React development build by accident
  // of NODE_ENV, a faster start, and one copy of React Router, whose context keys are compared by identity.
  ssr: { noExternal: true },
  environments: {
    ssr: {
      define: { 'process.env.NODE_ENV': '"production"' },
      build: { rollupOptions: { input: './server.ts' }, target: 'node22' },
    },
  },
  // Exactly this name: `use-intl/core`, which it uses, is the package's.
  resolve: {
    alias: [
      { find: /^use-intl$/, replacement: fileURLToPath(new URL('./messages/intl.tsx', import.meta.url)) },
    ],
  },
  build: { assetsInlineLimit: 0, reportCompressedSize: false },
});
