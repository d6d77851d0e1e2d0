namespace Connect.Client;

/// <summary>Why a worker refuses.</summary>
/// <param name="ErrorCode">The HTTP status.</param>
/// <param name="Message">The reason.</param>
internal sealed record ErrorMessage(int ErrorCode, string? Message);
