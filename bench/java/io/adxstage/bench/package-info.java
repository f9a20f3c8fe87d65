/** What a message costs, beside what others make of the same work. Run by {@code mvn verify -Pbench}; writes docs/performance.md. */
package io.adxstage.bench;
