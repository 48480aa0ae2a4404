using System.Text.RegularExpressions;

namespace Prilavok.Server.Wire;

/// <summary>The reasons of violations in Russian, for whoever asks for it. Code says them in English.</summary>
internal static partial class Reasons
{
    private static readonly Dictionary<string, string> Russian = new(StringComparer.Ordinal)
    {
        ["must not be null"] = "не должно равняться null",
        ["must not be blank"] = "не должно быть пустым",
        ["must not be empty"] = "не должно быть пустым",
        ["must be an object"] = "должно быть объектом",
        ["must be an array"] = "должно быть массивом",
        ["must be a string"] = "должно быть строкой",
        ["invalid value"] = "недейсвительное значение", // The live service spells it so.
        ["must be 1 to 64 characters, no control characters among them, and neither . nor .."] =
            "должно содержать от 1 до 64 символов, среди них нет управляющих, и не быть . или ..",
        [Flags.Expected] = "должно быть true или false",
        ["must be one of gzip, x-gzip, deflate, br"] = "должно быть одним из gzip, x-gzip, deflate, br",
        ["must name a charset that is known, as UTF-8 or windows-1251"] = "должно называть известную кодировку, например UTF-8 или windows-1251",
        ["unknown value"] = "неизвестное значение",
        ["unknown cursor"] = "неизвестный курсор",
        ["must be unix time in milliseconds"] = "должно быть временем Unix в миллисекундах",
        ["must be a future date"] = "должно содержать дату, которая ещё не наступила",
        ["must only contain unique elements"] = "должно содержать только уникальные элементы",
        ["must have no user name or password"] = "не должно содержать имени пользователя и пароля",
        ["must have no fragment (#): it is never sent"] = "не должно содержать фрагмента (#): он никогда не передаётся",
        ["must be a URL"] = "должно содержать допустимый URL",
        ["numeric value out of bounds"] = "числовое значение за пределами допустимого",
        ["is not permitted for this type"] = "не допускается для этого типа",
        ["belongs to a product group"] = "принадлежит группе товаров",
        ["belongs to a product"] = "принадлежит товару",
        ["nothing to change"] = "нечего менять",
        ["must be a PNG image"] = "должно быть изображением PNG",
        ["the product has an image already"] = "у товара уже есть изображение",
    };

    /// <summary>Those with numbers in them.</summary>
    private static readonly (string English, string Russian)[] Patterns =
    [
        ("size must be between # and #", "размер должен находиться в диапазоне от # до #"),
        ("must be greater than or equal to #", "должно быть больше или равно #"),
        ("must be # by # pixels", "должно быть # на # пикселей"),
        ("numeric value out of bounds (<# digits>.<# digits> expected)", "числовое значение за пределами (ожидалось <# разрядов>.<# разрядов>)"),
    ];

    public static bool AreRussian(HttpRequest request) =>
        request.Headers.AcceptLanguage.ToString().StartsWith("ru", StringComparison.OrdinalIgnoreCase);

    /// <summary>In Russian or in English; in English, too, when there is no other text.</summary>
    public static string In(bool russian, string reason) => russian ? InRussian(reason) : reason;

    private static string InRussian(string reason)
    {
        if (Russian.TryGetValue(reason, out var known))
        {
            return known;
        }

        var numbers = new Queue<string>(Number().Matches(reason).Select(match => match.Value));
        var pattern = Number().Replace(reason, "#");
        var text = Array.Find(Patterns, candidate => candidate.English == pattern).Russian;
        return text is null ? reason : Place().Replace(text, _ => numbers.Dequeue());
    }

    [GeneratedRegex(@"[0-9]+(\.[0-9]+)?", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Number();

    [GeneratedRegex("#", RegexOptions.NonBacktracking)]
    private static partial Regex Place();
}
