using Connect.Configuration;

namespace Connect.Runtime.Configuration.Validators;

/// <summary>Rules that <see cref="ResponseHeaderRule"/> can read.</summary>
internal sealed class ResponseHeadersValidator : IConfigValidator
{
    public static readonly ResponseHeadersValidator Instance = new();

    public string Description =>
        "Comma-separated header rules, where each header rule is of the form '[action] [header name]:[header value]' and optionally "
        + "surrounded by double quotes if any part of a header rule contains a comma";

    public void EnsureValid(string name, object? value) => ResponseHeaderRule.Parse((string?)value);
}
