/** Puts the page together once it is configured. Called by the component runtime. */
package org.framedock.page.component;
