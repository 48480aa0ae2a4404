using System.Text.Json.Serialization.Metadata;
using Prilavok.Contracts.V2;
using Prilavok.Server.OpenApi;
using Prilavok.Server.Reading;

namespace Prilavok.Server.Api.Catalog;

/// <summary>Types and taxes of goods that this server takes.</summary>
internal sealed class GoodsWords(ProductVocabulary vocabulary) : IMemberWords
{
    public IEnumerable<string>? Of(JsonParameterInfo parameter) => parameter.DeclaringType != typeof(ProductWriteV2) ? null : parameter.Name switch
    {
        nameof(ProductWriteV2.Type) => vocabulary.Types.Order(StringComparer.Ordinal),
        nameof(ProductWriteV2.Tax) => vocabulary.Taxes.Order(StringComparer.Ordinal),
        _ => null,
    };
}
