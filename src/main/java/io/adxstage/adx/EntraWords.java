package io.adxstage.adx;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Microsoft Entra ID's refusals in plain words, each with its mend: those that an application can meet which signs in by itself,
 * without a person. The vendor lists them as "Microsoft Entra authentication and authorization error codes", and reserves the
 * right to change them: one that is not known here is told as Entra says it.
 */
final class EntraWords {

    private static final Pattern CODE = Pattern.compile("AADSTS(\\d+)");

    private static final String TENANT =
            "The tenant is unknown: check tenantId, and that the tenant is in the cloud that" + " is asked.";
    private static final String FEDERATION =
            "The client does not trust this workload's token: compare issuer, subject and"
                    + " audience of its federated credential (az ad app federated-credential list --id <client>).";
    private static final String CONDITIONAL_ACCESS =
            "A Conditional Access policy of the tenant forbids this sign-in: have"
                    + " its administrator allow the client from this machine's addresses.";
    private static final String NO_PROOF = "Entra got neither a secret nor a certificate: check authentication.";
    private static final String MALFORMED =
            "Entra cannot read the sign-in: check tenantId and clientId for typing errors.";
    private static final String OTHER_CLOUD = "The tenant or the cluster is in another cloud than the sign-in: check"
            + " tenantId and clusterUrl, or set adx-stage.adx.authority-host.";
    private static final String PASSES = "Entra is not able to answer for the moment: it is asked again by itself.";

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("90002", TENANT),
            Map.entry("900023", "tenantId is neither an id nor a domain: check tenantId."),
            Map.entry("90013", MALFORMED),
            Map.entry("9002313", MALFORMED),
            Map.entry("900382", OTHER_CLOUD),
            Map.entry("700016", "The client is unknown in this tenant: check clientId and tenantId."),
            Map.entry(
                    "7000229",
                    "The client has no service principal in this tenant: run az ad sp create --id <client>, or check"
                            + " tenantId."),
            Map.entry("7000112", "The client is disabled: have an administrator enable its service principal."),
            Map.entry("7000215", "The client secret is wrong: enter the secret's value, not its ID."),
            Map.entry(
                    "7000222",
                    "The client secret has expired: make a new one (az ad app credential reset --id <client>"
                            + " --append), and enter its value."),
            Map.entry("7000216", NO_PROOF),
            Map.entry("7000218", NO_PROOF),
            Map.entry(
                    "700027",
                    "The certificate is not one of the client's, or has expired: add it to the app registration (az ad"
                            + " app credential reset --id <client> --append --cert @certificate.pem)."),
            Map.entry(
                    "700024",
                    "The sign-in is not within its valid time: set this machine's clock right, or, for a workload"
                            + " identity, see that its token file is renewed."),
            Map.entry("70021", FEDERATION),
            Map.entry("700211", FEDERATION),
            Map.entry("700212", FEDERATION),
            Map.entry("700213", FEDERATION),
            Map.entry(
                    "500011",
                    "The tenant does not know the cluster's service: check that tenantId is the cluster's tenant, and"
                            + " in its cloud."),
            Map.entry("53003", CONDITIONAL_ACCESS),
            Map.entry("530032", CONDITIONAL_ACCESS),
            Map.entry("90033", PASSES),
            Map.entry("90055", PASSES),
            Map.entry("50196", PASSES));

    private EntraWords() {}

    /**
     * A sentence with the code in brackets, for looking up what else is known of it; nothing for a code that is not known
     * here.
     *
     * @param said by Entra, or by who passes its words on
     */
    static Optional<String> of(String said) {
        Matcher code = CODE.matcher(said);
        if (!code.find()) {
            return Optional.empty();
        }
        return Optional.ofNullable(WORDS.get(code.group(1))).map(words -> withCode(words, code.group()));
    }

    /** Behind the cause, before the mend. */
    private static String withCode(String words, String code) {
        int mend = words.indexOf(':');
        return words.substring(0, mend) + " (" + code + ")" + words.substring(mend);
    }
}
