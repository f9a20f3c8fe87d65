package io.adxstage.store;

class StagesOnH2Tests extends StagesContract {

    @Override
    String[] database() {
        return new String[0];
    }
}
