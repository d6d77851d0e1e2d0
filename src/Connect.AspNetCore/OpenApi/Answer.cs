namespace Connect.AspNetCore.OpenApi;

/// <summary>A response of an operation.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Description">When it is returned.</param>
/// <param name="Bodies">Its body; several if it depends on the query, none without a body.</param>
internal sealed record Answer(int Status, string Description, params Content[] Bodies);
