using System.Globalization;
using Connect.Runtime.Configuration;
using Microsoft.AspNetCore.Http;

namespace Connect.WorkerProgram.Server;

/// <summary>Adds the headers of <c>response.http.headers.config</c> to answers.</summary>
/// <remarks>Source: <c>org.eclipse.jetty.ee10.servlets.HeaderFilter</c>.</remarks>
internal static class ResponseHeaders
{
    /// <summary>Adds them.</summary>
    public static void Apply(IReadOnlyList<ResponseHeaderRule> rules, IHeaderDictionary headers, TimeProvider time)
    {
        foreach (var rule in rules)
        {
            var isDate = rule.Action.EndsWith("Date", StringComparison.OrdinalIgnoreCase);
            var value = isDate && long.TryParse(rule.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var milliseconds)
                ? time.GetUtcNow().AddMilliseconds(milliseconds).ToString("R", CultureInfo.InvariantCulture)
                : rule.Value;
            if (rule.Action.StartsWith("set", StringComparison.OrdinalIgnoreCase))
                headers[rule.Name] = value;
            else
                headers.Append(rule.Name, value);
        }
    }
}
