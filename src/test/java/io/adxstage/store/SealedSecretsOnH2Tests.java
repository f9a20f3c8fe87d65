package io.adxstage.store;

class SealedSecretsOnH2Tests extends SealedSecretsContract {

    @Override
    String[] database() {
        return new String[0];
    }
}
