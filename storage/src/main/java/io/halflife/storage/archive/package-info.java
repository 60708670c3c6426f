// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * What lies in archives: rows of the log that were written to files. Start with {@link
 * io.halflife.storage.archive.ArchiveCatalog}; its law is in the schema step that made its tables.
 * Nothing here reads or writes a file.
 */
package io.halflife.storage.archive;
