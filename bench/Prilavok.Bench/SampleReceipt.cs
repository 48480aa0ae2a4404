using System.Globalization;
using System.Text;

namespace Prilavok.Bench;

/// <summary>A receipt of about 4 KB, or more, whose id is another each time, closed a second after the one before it.</summary>
internal sealed class SampleReceipt
{
    private const string Placeholder = "00000000-0000-4000-8000-000000000000";
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff";
    private const string FirstClose = "2026-11-01T09:15:42.000";

    private static readonly DateTime Opened = DateTime.ParseExact(FirstClose, TimeFormat, CultureInfo.InvariantCulture);

    private readonly byte[] _bytes;
    private readonly int _idAt;
    private readonly int _closeAt;
    private DateTime _closed = Opened;
    private long _number;

    /// <param name="till">Keeps the ids of tills apart.</param>
    /// <param name="isRequest">Wraps it into a request with this head.</param>
    public SampleReceipt(int till, Func<byte[], byte[]>? isRequest = null, int positions = 4)
    {
        var body = Encoding.UTF8.GetBytes($"[{Json(positions)}]");
        _bytes = isRequest is null ? body : isRequest(body);
        _idAt = _bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Placeholder));
        _closeAt = _bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(FirstClose));
        _number = (long)(till + 1) << 32;
    }

    public int Length => _bytes.Length;

    /// <summary>Of the last one.</summary>
    public string Id => Encoding.ASCII.GetString(_bytes, _idAt, Placeholder.Length);

    public ReadOnlyMemory<byte> Next()
    {
        Encoding.ASCII.GetBytes((++_number).ToString("x12", CultureInfo.InvariantCulture), _bytes.AsSpan(_idAt + 24));
        _closed = _closed.AddSeconds(1);
        _closed.TryFormat(_bytes.AsSpan(_closeAt), out _, TimeFormat, CultureInfo.InvariantCulture);
        return _bytes;
    }

    private static string Json(int count)
    {
        var positions = string.Join(',', Enumerable.Range(1, count).Select(n =>
            $$$"""
            {"product_id":"50d02691-8e22-4b1d-ac8b-0216d42333{{{n:x2}}}","quantity":{{{n}}},"initial_quantity":{{{40 - n}}},"quantity_in_package":0,"bar_code":"460000000001{{{n}}}",
            "product_type":"NORMAL","alcohol_by_volume":0,"alcohol_product_kind_code":0,"tare_volume":0,"code":"{{{n}}}","product_name":"Чай чёрный листовой № {{{n}}}",
            "measure_name":"шт","id":{{{90210 + n}}},"uuid":"1b7b5f3e-6a0f-4a55-9a52-5c1c3a1d7e{{{n:x2}}}","extra_keys":[],"sub_positions":[],"measure_precision":0,
            "price":155.50,"cost_price":90,"result_price":155.50,"sum":{{{155.5m * n}}},"tax":{"type":"VAT_10","sum":{{{14.14m * n}}},"result_sum":{{{14.14m * n}}}},"result_sum":{{{155.5m * n}}},
            "print_group_id":"46dd89f0-3a54-470a-a166-ad01fa34b86a","settlement_method":{"type":"CHECKOUT_FULL"}}
            """)).Replace("\n", "", StringComparison.Ordinal);
        return $$$"""
            {"type":"SELL","id":"{{{Placeholder}}}","extras":{},"number":4711,"close_date":"{{{FirstClose}}}+0000","time_zone_offset":10800000,
            "session_id":"0f4c2f0e-5f0b-4a1c-8f7d-0b8f6f1b2c3d","session_number":212,"close_user_id":"20200110-1111-4001-8001-AAAAAAAAAAAA",
            "body":{"positions":[{{{positions}}}],"doc_discounts":[],
            "payments":[{"id":"b2a6d1c4-1f0c-4e9b-bb0e-6d9b9f1e2a3b","sum":2000,"type":"CASH","parts":[{"print_group_id":"46dd89f0-3a54-470a-a166-ad01fa34b86a","part_sum":1555,"change":445}],"app_info":{"name":"Наличные"}}],
            "print_groups":[{"id":"46dd89f0-3a54-470a-a166-ad01fa34b86a","type":"CASH_RECEIPT","org_name":"Org","org_inn":"7700000000","org_address":"Addr","taxation_system":"SIMPLIFIED_INCOME"}],
            "pos_print_results":[{"receipt_number":31,"document_number":8123,"session_number":213,"receipt_date":"01112026","receipt_time":"1215","fiscal_sign_doc_number":"0123456789",
            "fiscal_document_number":8123,"fn_serial_number":"9999078900000000","kkt_serial_number":"00307401000000","kkt_reg_number":"0000000001000000","print_group_id":"46dd89f0-3a54-470a-a166-ad01fa34b86a","check_sum":1555}],
            "sum":1555,"result_sum":1555}}
            """.Replace("\n", "", StringComparison.Ordinal);
    }
}
