namespace Connect.Runtime.Tasks;

/// <summary>Releases what a task held.</summary>
internal static class Resources
{
    /// <summary>Makes something of parts that are released again when it cannot be made.</summary>
    /// <param name="make">Makes it; adds each part to the list as soon as it has it.</param>
    public static async Task<T> MakeAsync<T>(Func<List<object>, T> make)
    {
        var parts = new List<object>();
        try
        {
            return make(parts);
        }
        catch
        {
            parts.Reverse();
            await ReleaseAsync(parts).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Adds a part to the list.</summary>
    /// <returns>The part.</returns>
    public static T AddTo<T>(this T part, List<object> parts)
        where T : class
    {
        parts.Add(part);
        return part;
    }

    /// <summary>Releases every resource that wants it, in order; the first failure is told when all are through.</summary>
    public static async ValueTask ReleaseAsync(IEnumerable<object> resources)
    {
        List<Exception>? failures = null;
        foreach (var resource in resources)
        {
            try
            {
                if (resource is IAsyncDisposable asynchronous)
                    await asynchronous.DisposeAsync().ConfigureAwait(false);
                else
                    (resource as IDisposable)?.Dispose();
            }
            catch (Exception e)
            {
                (failures ??= []).Add(e);
            }
        }

        if (failures is not null)
            throw new ConnectException($"Not everything could be released: {failures[0].Message}", failures[0]);
    }
}
