using System.Text.Json;
using Microsoft.Extensions.Options;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Publisher;

/// <summary>Times of the publisher API, in the form the operator chose.</summary>
internal sealed class PublisherTimes(IOptions<PublisherOptions> options)
{
    public void Write(Utf8JsonWriter json, string name, DateTimeOffset at)
    {
        if (options.Value.NumericTimes)
        {
            json.WriteNumber(name, at.ToUnixTimeMilliseconds());
        }
        else
        {
            json.WriteString(name, Instants.Format(at));
        }
    }
}
