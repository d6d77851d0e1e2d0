namespace Connect.AspNetCore.OpenApi;

/// <summary>Describes one method of a path, for the OpenAPI document.</summary>
/// <param name="Id">Its id in Kafka Connect's own document, so that generated clients keep their method names.</param>
/// <param name="Summary">A sentence.</param>
/// <param name="Answers">Its responses.</param>
internal sealed record Operation(string Id, string Summary, params Answer[] Answers)
{
    /// <summary>The parameters of the query.</summary>
    public IReadOnlyList<QueryParameter> Query { get; init; } = [];

    /// <summary>The body; null for none.</summary>
    public Content? Body { get; init; }

    /// <summary>Error statuses in addition to those of every operation.</summary>
    public IReadOnlyList<int> Errors { get; init; } = [];
}
