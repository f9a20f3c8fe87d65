package io.adxstage.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.regex.Pattern;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.SimpleSavedRequest;

/**
 * Remembers the page that somebody wanted before the sign-in. What was sent from an editor is not kept for who has not
 * signed in: the way back leads to the editor, where the browser brings back what was typed.
 */
final class WayBack extends HttpSessionRequestCache {

    /** Where {@link HttpSessionRequestCache} looks for it. */
    private static final String SAVED = "SPRING_SECURITY_SAVED_REQUEST";

    private static final Pattern EDITOR = Pattern.compile("/stages/(?:new|[A-Za-z0-9_-]{1,64}/edit)");

    private static final Pattern DRAFT = Pattern.compile("[a-z0-9]{1,20}");

    @Override
    public void saveRequest(HttpServletRequest request, HttpServletResponse response) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        boolean sent = request.getMethod().equals("POST") && !SignInCall.isFromScript(request);
        if (sent && EDITOR.matcher(path).matches()) {
            request.getSession().setAttribute(SAVED, new SimpleSavedRequest(path + query(request)));
        } else {
            super.saveRequest(request, response);
        }
    }

    private static String query(HttpServletRequest request) {
        String draft = request.getParameter("draft");
        boolean known = draft != null && DRAFT.matcher(draft).matches();
        String tab = request.getParameter("document") == null ? "form" : "advanced";
        return known ? "?draft=" + draft + "&tab=" + tab : "?tab=" + tab;
    }
}
