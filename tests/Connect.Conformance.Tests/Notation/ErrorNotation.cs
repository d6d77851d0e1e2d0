using System.Text.Json.Nodes;

namespace Connect.Conformance.Tests.Notation;

/// <summary>Writes E, the notation of errors, with the CLR types that <c>ErrorKinds</c> compares with Java's.</summary>
internal static class ErrorNotation
{
    public const string ClrType = "clrType";

    /// <summary>A failure.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="phase">The phase, compared only where it is given here: some of Java's phases are one call here.</param>
    /// <returns>The outcome.</returns>
    public static JsonObject Failure(Exception exception, string? phase = null)
    {
        var failure = new JsonObject { ["error"] = Write(exception) };
        if (phase is not null)
            failure["phase"] = phase;
        return failure;
    }

    public static JsonObject Write(Exception exception) => new()
    {
        [ClrType] = exception.GetType().FullName,
        ["message"] = exception is ArgumentException argument ? WithoutParameterName(argument) : exception.Message,
        ["stack"] = exception.StackTrace,
    };

    // .NET adds the parameter's name to the message of every ArgumentException.
    private static string WithoutParameterName(ArgumentException exception)
    {
        var end = exception.Message.IndexOf($" (Parameter '{exception.ParamName}')", StringComparison.Ordinal);
        return end >= 0 ? exception.Message[..end] : exception.Message;
    }
}
