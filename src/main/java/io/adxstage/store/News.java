package io.adxstage.store;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Tells the house what was saved and removed. What a listener makes of it cannot undo the save, nor fail it. */
@Component
class News {

    private static final Logger log = LoggerFactory.getLogger(News.class);

    private final ApplicationEventPublisher publisher;

    News(ApplicationEventPublisher publisher) {
        this.publisher = publisher;
    }

    void saved(StoredStage stage) {
        publish(new StageSaved(stage), stage);
    }

    void removed(StoredStage stage) {
        publish(new StageRemoved(stage), stage);
    }

    private void publish(Object event, StoredStage stage) {
        try {
            publisher.publishEvent(event);
        } catch (RuntimeException e) {
            log.error(
                    "{} is kept, but acting on {} failed",
                    stage,
                    event.getClass().getSimpleName(),
                    e);
        }
    }
}
