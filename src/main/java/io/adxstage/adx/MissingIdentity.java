package io.adxstage.adx;

/** What azure-identity says of an identity that this machine does not have, in plain words, each with its mend. */
final class MissingIdentity {

    private MissingIdentity() {}

    /** @param said by azure-identity, whose sentences on the Azure CLI are those of its {@code AzureCliCredential} */
    static String words(String said) {
        if (said.contains("Azure CLI not installed")) {
            return "The Azure CLI (az) is not among the programs that this service finds: install it, put it on the service's"
                    + " PATH, or choose another identity.";
        }
        if (said.contains("az login")) {
            return "Nobody is signed in to the Azure CLI of the user that this service runs as: run az login as that user, or"
                    + " choose another identity.";
        }
        return "This machine has no such identity: " + said;
    }
}
