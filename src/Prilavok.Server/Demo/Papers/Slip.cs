using System.Globalization;
using System.Text.Json;
using Prilavok.Core.Terminals;
using Prilavok.Server.Demo.Chance;

namespace Prilavok.Server.Demo.Papers;

/// <summary>The fiscal printer in a terminal.</summary>
internal sealed record Printer(string StorageNumber, string SerialNumber, string RegistrationNumber)
{
    /// <summary>The printer has printed a shift more than its terminal: somebody tried it out at the factory.</summary>
    public const int EarlierSessions = 1;

    /// <summary>Always the same for the same terminal.</summary>
    public static Printer Of(Terminal terminal)
    {
        var dice = Dice.Of("printer of " + terminal.Id);
        return new Printer("99990789" + dice.Digits(8), terminal.SerialNumber ?? "003074" + dice.Digits(8), "000" + dice.Digits(13));
    }
}

/// <summary>What the printer says of one slip of paper.</summary>
/// <param name="Receipt">Counts the receipts of the shift.</param>
/// <param name="Document">Counts everything the printer ever printed.</param>
/// <param name="PrintedAt">The terminal's local time.</param>
/// <param name="Sign">Ten digits.</param>
internal sealed record Slip(Printer Printer, int Receipt, int Document, int Session, DateTimeOffset PrintedAt, string Sign)
{
    /// <summary>Writes its members into an open object.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("receipt_number", Receipt);
        json.WriteNumber("document_number", Document);
        json.WriteNumber("session_number", Session);
        json.WriteString("receipt_date", PrintedAt.ToString("ddMMyyyy", CultureInfo.InvariantCulture));
        json.WriteString("fn_reg_number", Printer.RegistrationNumber);
        json.WriteString("fiscal_sign_doc_number", Sign);
        json.WriteNumber("fiscal_document_number", Document);
        json.WriteString("fn_serial_number", Printer.StorageNumber);
        json.WriteString("kkt_serial_number", Printer.SerialNumber);
        // Printers fill the number up with spaces to twenty characters, and so it travels.
        json.WriteString("kkt_reg_number", Printer.RegistrationNumber.PadRight(20));
    }

    public void WriteTime(Utf8JsonWriter json) =>
        json.WriteString("receipt_time", PrintedAt.ToString("HHmm", CultureInfo.InvariantCulture));
}
