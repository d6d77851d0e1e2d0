using Connect.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Connect.WorkerProgram.Server;

/// <summary>Metrics for Prometheus at <c>/metrics</c>, and metrics and traces over OTLP, configured by OpenTelemetry's <c>OTEL_*</c>
/// variables.</summary>
/// <remarks>OTLP requires an endpoint (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c>, or <c>…_METRICS_ENDPOINT</c>, <c>…_TRACES_ENDPOINT</c>). Without one
/// nothing is sent, because a default endpoint would fail on every worker without a collector. Then metrics are collected from the first request for
/// them on: OpenTelemetry reserves 190 KB for each instrument.</remarks>
internal static class Telemetry
{
    /// <summary>The path for Prometheus.</summary>
    public const string MetricsPath = "/metrics";

    /// <summary>Adds the exporters.</summary>
    /// <param name="services">The program's services.</param>
    /// <param name="variables">Reads an environment variable.</param>
    public static void Add(IServiceCollection services, Func<string, string?> variables)
    {
        var (sendsMetrics, sendsTraces) = (Sends(variables, "METRICS"), Sends(variables, "TRACES"));
        if (sendsMetrics)
            services.AddOpenTelemetry().ConfigureResource(Describe).WithMetrics(metrics => Collect(metrics).AddOtlpExporter());
        else
            services.AddSingleton<MeterProvider>(_ => Collect(Sdk.CreateMeterProviderBuilder().ConfigureResource(Describe)).Build());
        if (sendsTraces)
        {
            services.AddOpenTelemetry().ConfigureResource(Describe)
                .WithTracing(traces => traces.AddSource(ConnectActivitySource.Name).AddOtlpExporter());
        }

        void Describe(ResourceBuilder resource)
        {
            if (string.IsNullOrEmpty(variables("OTEL_SERVICE_NAME"))
                && variables("OTEL_RESOURCE_ATTRIBUTES")?.Contains("service.name=", StringComparison.Ordinal) != true)
                resource.AddService("connect-worker");
        }
    }

    /// <summary>Serves the metrics before all other middleware.</summary>
    /// <param name="app">The program's web server.</param>
    /// <param name="mayReadAsync">Whether a request may read them; answers the request itself when it returns false.</param>
    public static void Map(IApplicationBuilder app, Func<HttpContext, Task<bool>> mayReadAsync)
    {
        var endpoint = new Lazy<RequestDelegate>(() => app.New().UseOpenTelemetryPrometheusScrapingEndpoint(_ => true).Build());
        app.UseWhen(
            context => HttpMethods.IsGet(context.Request.Method) && context.Request.Path == MetricsPath,
            metrics => metrics.Run(async context =>
            {
                if (await mayReadAsync(context))
                    await endpoint.Value(context);
            }));
    }

    private static MeterProviderBuilder Collect(MeterProviderBuilder metrics) =>
        metrics.AddMeter(ConnectMeter.Name, "System.Runtime").AddPrometheusExporter();

    private static bool Sends(Func<string, string?> variables, string signal)
    {
        if (variables("OTEL_SDK_DISABLED")?.Trim().Equals("true", StringComparison.OrdinalIgnoreCase) == true
            || variables($"OTEL_{signal}_EXPORTER")?.Trim() == "none")
            return false;
        return !string.IsNullOrWhiteSpace(variables("OTEL_EXPORTER_OTLP_ENDPOINT"))
            || !string.IsNullOrWhiteSpace(variables($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"));
    }
}
