package io.adxstage.api;

import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;
import io.swagger.v3.oas.models.OpenAPI;
@Component
class ApiDescription implements OpenApiCustomizer {
    @Override
    public void customise(OpenAPI api) {}
}
