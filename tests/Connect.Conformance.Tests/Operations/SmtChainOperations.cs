using System.Text.Json.Nodes;
using Connect.Conformance.Tests.Goldens;
using Connect.Conformance.Tests.Notation;
using Connect.Connectors;
using Connect.Runtime;
using Connect.Runtime.Configuration;
using Connect.Runtime.Errors;
using Connect.Runtime.Pipeline;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Conformance.Tests.Operations;

/// <summary>Whole chains with predicates and error tolerance, made of a connector's configuration as the engine makes them.</summary>
internal sealed class SmtChainOperations : IGoldenOperations
{
    public IEnumerable<KeyValuePair<string, Func<GoldenCase, JsonNode?>>> Operations => [new("chain", Run)];

    private static JsonObject Run(GoldenCase golden)
    {
        var skipped = new LastReport();
        TransformChain chain;
        try
        {
            chain = CreateChain(golden.Texts("config"), skipped);
        }
        catch (ConnectException e)
        {
            return ErrorNotation.Failure(e, "configure");
        }

        using (chain)
        {
            var outcomes = golden.List("records").Select(record => (JsonNode)Apply(chain, RecordNotation.Read(record!), skipped));
            return new JsonObject { ["outcomes"] = new JsonArray([.. outcomes]) };
        }
    }

    private static TransformChain CreateChain(Dictionary<string, string?> properties, IErrorReporter reporter)
    {
        var config = EnrichedDefinition.Parse(SourceConnectorDefinition.Create(ShippedPlugins.Classes), properties, ShippedPlugins.Classes);
        var policy = new ErrorPolicy
        {
            Tolerance = config.GetString(ConnectorKeys.ErrorsTolerance) == "all"
            ? ErrorTolerance.All : ErrorTolerance.None
        };
        var retry = new RetryWithTolerance(
            policy,
            new ProcessingContext(new ConnectorTaskId("c", 0)),
            new ErrorReports([reporter]),
            new ErrorCounts(TimeProvider.System),
            TimeProvider.System,
            NullLogger<RetryWithTolerance>.Instance);
        return new TransformChain(TransformSteps.Create(config, ShippedPlugins.Registry), retry);
    }

    private static JsonObject Apply(TransformChain chain, ConnectRecord record, LastReport skipped)
    {
        skipped.Error = null;
        try
        {
            var applied = chain.ApplyAsync(record, CancellationToken.None);
            Assert.That(applied.IsCompleted, "A transform does not wait.");
            var outcome = SmtOperations.Outcome(applied.AsTask().GetAwaiter().GetResult());
            if (skipped.Error is { } error)
                outcome["skippedBecause"] = ErrorNotation.Write(error);
            return outcome;
        }
        catch (ConnectException e)
        {
            return ErrorNotation.Failure(e, "apply");
        }
    }

    private sealed class LastReport : IErrorReporter
    {
        public Exception? Error { get; set; }

        public Task ReportAsync(ErrorReport report)
        {
            Error = report.Error;
            return Task.CompletedTask;
        }
    }
}
